import { ApiProperty } from '@nestjs/swagger';
import { PageResponse } from '../page.dto.js';

export class SessionResponse {
  @ApiProperty({ format: 'uuid', example: '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90' }) id: string;
  @ApiProperty({ format: 'date-time', example: '2026-12-01T09:15:00.000Z' }) createdAt: string;
  @ApiProperty({ format: 'date-time', example: '2026-12-01T21:15:00.000Z' }) expiresAt: string;

  @ApiProperty({ description: 'Whether this is the session of this request', example: true })
  current: boolean;
}

export class SessionPageResponse extends PageResponse {
  @ApiProperty({ type: [SessionResponse] }) items: SessionResponse[];
}

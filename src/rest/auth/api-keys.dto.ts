import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsRFC3339, IsString, Length, Matches } from 'class-validator';
import { PageResponse } from '../page.dto.js';

export class NewApiKeyRequest {
  @ApiProperty({ maxLength: 255, example: 'Okta' })
  @Length(1, 255)
  @Matches(/\S/, { message: 'name must not be blank' })
  @IsString()
  name: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'A date-time in the future, with its offset; without it, the key does not expire',
    example: '2030-12-31T23:59:59Z',
  })
  @IsOptional()
  @IsRFC3339({ message: 'expiresAt must be a date-time with its offset, such as 2030-12-31T23:59:59Z' })
  expiresAt?: string | null;
}

export class ApiKeyResponse {
  @ApiProperty({ example: '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90' }) id: string;
  @ApiProperty({ example: 'Okta' }) name: string;
  @ApiProperty({ format: 'date-time', example: '2026-12-01T09:15:00.000Z' }) createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2030-12-31T23:59:59.000Z' })
  expiresAt: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'To the minute; null if it has never been used',
    example: '2026-12-02T07:30:00.000Z',
  })
  lastUsedAt: string | null;
}

export class NewApiKeyResponse extends ApiKeyResponse {
  @ApiProperty({
    description: 'The key itself; it is shown only in this answer',
    example: 'dk_q0Zt3nVx8yK1bR5uLwE7aJc2hGf4mPs6TdNiOoXeYvA',
  })
  key: string;
}

export class ApiKeysResponse extends PageResponse {
  @ApiProperty({ type: [ApiKeyResponse] }) items: ApiKeyResponse[];
}

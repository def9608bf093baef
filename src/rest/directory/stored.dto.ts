import { ApiProperty } from '@nestjs/swagger';

/** Fields that organizations, users and groups share. */
export abstract class StoredResponse {
  @ApiProperty({ format: 'uuid', example: '01981e2a-7c1f-7b3a-9d55-3f6f1c2b4a60' }) id: string;

  @ApiProperty({ description: 'Increases with each change; also in the `ETag` header', example: 1 })
  version: number;

  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:14:07.251Z' }) createdAt: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-02T09:14:07.251Z' }) updatedAt: string;
}

import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

export class ErasureRequest {
  @ApiPropertyOptional({
    description:
      'The reason, for the audit trail. Do not include the name of the person: it would stay there',
    type: String,
    nullable: true,
    maxLength: 500,
    example: 'The person asked for it',
  })
  @IsOptional()
  @MaxLength(500)
  @IsString()
  reason?: string | null;
}

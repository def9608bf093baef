import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

/** Why a person is erased. */
export class ErasureRequest {
  @ApiPropertyOptional({
    description: 'Why, for the audit trail; without the name of the person, which would stay there',
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

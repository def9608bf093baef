import { ApiProperty } from '@nestjs/swagger';
import { IntegerField, TextField, Value } from '../platform/http/fields.js';

/** A part of a list; `page` starts at 1. */
export class PageQuery {
  @IntegerField({ description: 'Page number, starting at 1', minimum: 1, maximum: 1_000_000, default: 1 })
  page: number = 1;

  @IntegerField({ description: 'Items per page', minimum: 1, maximum: 100, default: 25 })
  limit: number = 25;
}

export class SearchQuery extends PageQuery {
  @TextField({
    presence: 'optional',
    description: 'Part of a name, in any letter case, such as `vos`',
    max: 320,
  })
  search?: string;
}

/** The total of all pages, and the position of this one. */
export abstract class PageResponse {
  @Value(1, 'Total number on all pages')
  total: number;

  @Value(1)
  page: number;

  @Value(25)
  limit: number;
}

/** The answer to a request for a page of such items. */
export function PageOf<T>(Item: new () => T) {
  class Page extends PageResponse {
    @ApiProperty({ type: [Item] })
    items: T[];
  }
  return Page;
}

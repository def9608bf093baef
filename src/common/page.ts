/** Which page of a list to return; `page` starts at 1. */
export interface PageRequest {
  page: number;
  limit: number;
  /** Part of a name, case-insensitive; everything matches if blank or left out. */
  search?: string | undefined;
}

/** One page of a list and the total number of matches. */
export interface Page<T> {
  items: T[];
  total: number;
}

/** Limit and offset of a page. */
export const windowOf = ({ page, limit }: PageRequest) => ({ limit, offset: (page - 1) * limit });

/** Which part of a list somebody wants to see; `page` counts from 1. */
export interface PageRequest {
  page: number;
  limit: number;
  /** Part of a name, in any letter case; blank or left out, everything fits. */
  search?: string | undefined;
}

/** A window of a list, and how many fit in all. */
export interface Page<T> {
  items: T[];
  total: number;
}

/** The rows of a page. */
export const windowOf = ({ page, limit }: PageRequest) => ({ limit, offset: (page - 1) * limit });

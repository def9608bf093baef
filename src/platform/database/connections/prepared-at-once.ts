/**
 * How many statements a connection keeps prepared. The ten connections of one program stay far below a server's limit
 * for all of its clients (`max_prepared_stmt_count`, 16,382); those of many replicas may come to it.
 */
export const PREPARED_AT_ONCE = 256;

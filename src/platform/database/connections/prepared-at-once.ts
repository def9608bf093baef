/**
 * How many prepared statements a connection keeps. Ten connections stay far below a server's limit for all clients
 * (`max_prepared_stmt_count`, 16,382); many replicas may reach it.
 */
export const PREPARED_AT_ONCE = 256;

import type { OpenAPIObject, OperationObject, PathItemObject } from '@nestjs/swagger';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Applies `change` to each operation, with its path. */
export function withOperations(
  document: OpenAPIObject,
  change: (operation: OperationObject, path: string) => OperationObject,
): OpenAPIObject {
  const inItem = (path: string, item: PathItemObject): PathItemObject => {
    const operations = METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [[method, change(operation, path)] as const] : [];
    });
    return { ...item, ...Object.fromEntries(operations) };
  };
  const paths = Object.entries(document.paths).map(([path, item]) => [path, inItem(path, item)] as const);
  return { ...document, paths: Object.fromEntries(paths) };
}

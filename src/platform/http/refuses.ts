import { applyDecorators } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { ShownRefusal } from '../../common/define-refusal.js';
import { renderProblem, type RenderedError } from './problem.js';

/** A refusal as an API answers it, in the OpenAPI document. */
export interface DocumentedRefusal extends RenderedError {
  id: string;
  when: string;
}

/** Renders the error of a refusal in the format of an API. */
export type RenderRefusal = (error: unknown) => RenderedError;

/** The prefix of the extensions that carry refusals to the assembly of the document, which removes them. */
export const REFUSAL_EXTENSION = 'x-refusal-';

export function documentedRefusal(refusal: ShownRefusal, render: RenderRefusal): DocumentedRefusal {
  return { ...render(refusal.example()), id: refusal.id, when: refusal.when };
}

/** A decorator that documents the refusals of an operation: when each happens, and an example. */
export const refusesIn =
  (render: RenderRefusal) =>
  (...refusals: readonly ShownRefusal[]): MethodDecorator =>
    applyDecorators(
      ...refusals.map((refusal) =>
        ApiExtension(REFUSAL_EXTENSION + refusal.id, documentedRefusal(refusal, render)),
      ),
    );

/** Documents the refusals of an operation of REST, besides those of its guards, its body and its query. */
export const Refuses = refusesIn((error) => renderProblem(error, ''));

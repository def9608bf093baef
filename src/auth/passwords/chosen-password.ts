import { TextField, type Presence } from '../../platform/http/fields.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password-length.js';

/** Decorates a DTO member: a chosen password of 12 to 1,024 characters. */
export const ChosenPassword = (presence: Presence = 'required', description?: string): PropertyDecorator =>
  TextField({
    presence,
    ...(description !== undefined && { description }),
    format: 'password',
    min: SHORTEST_PASSWORD,
    max: LONGEST_PASSWORD,
    example: 'correct horse battery staple',
  });

/** Decorates a DTO member: the password that a user has now. */
export const CurrentPassword = (presence: Presence = 'required', description?: string): PropertyDecorator =>
  TextField({
    presence,
    ...(description !== undefined && { description }),
    format: 'password',
    min: 1,
    max: LONGEST_PASSWORD,
    example: 'old secret',
  });

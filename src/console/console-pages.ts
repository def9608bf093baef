import {
  applyDecorators,
  Controller,
  UseGuards,
  UseInterceptors,
  type CanActivate,
  type Type,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AdminGuard } from '../auth/admin.guard.js';
import { FormGuard, SessionFormGuard } from './form.guard.js';
import { OperatorPagesGuard } from './operator-pages.guard.js';
import { PageInterceptor } from './page.interceptor.js';
import { UploadFormGuard } from './upload-form.guard.js';
import { SessionGuard } from './session.guard.js';

const pages = (path: string, ...guards: Type<CanActivate>[]) =>
  applyDecorators(
    ApiExcludeController(),
    UseGuards(...guards),
    UseInterceptors(PageInterceptor),
    Controller(path),
  );

/** A controller of pages that need no login. */
export const OpenPages = (path: string) => pages(path, FormGuard);

/** A controller of pages for every logged-in user and operator. */
export const PersonalPages = (path: string) => pages(path, SessionGuard, SessionFormGuard);

/** A controller of pages for the administrators of an account. */
export const AdminPages = (path: string) => pages(path, SessionGuard, AdminGuard, SessionFormGuard);

/** Like `AdminPages`, with forms that have a file. */
export const UploadPages = (path: string) => pages(path, SessionGuard, AdminGuard, UploadFormGuard);

/** A controller of pages for Declaree's support staff. */
export const OperatorPages = (path: string) =>
  pages(path, SessionGuard, OperatorPagesGuard, SessionFormGuard);

import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { notFound } from '../common/errors.js';
import { findAsset } from './assets.js';

/** Serves the style sheet, the script and the icon of the pages. */
@ApiExcludeController()
@Controller('assets')
export class AssetsController {
  @Get(':name')
  async get(
    @Param('name') name: string,
    @Query('v') version: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asset = findAsset(name);
    if (!asset) throw notFound(`There is no file "${name}".`);
    // During a rolling update, a replica may be asked for a version that only another one has.
    const cacheControl = version === asset.version ? 'public, max-age=31536000, immutable' : 'no-cache';
    await reply.type(asset.type).header('cache-control', cacheControl).send(asset.bytes);
  }
}

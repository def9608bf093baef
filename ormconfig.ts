import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { loadSettings } from './src/config/load-settings.js';
import { dataSourceOptions } from './src/data-source.js';

/** The program's data source, for TypeORM's command line. */
export default new DataSource(await dataSourceOptions(loadSettings(process.env).database));

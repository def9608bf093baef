import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { loadSettings } from './src/config/settings.js';
import { dataSourceOptions } from './src/data-source.js';

/** For TypeORM's own command line: the data source that the program uses, with the same settings. */
export default new DataSource(await dataSourceOptions(loadSettings(process.env).database));

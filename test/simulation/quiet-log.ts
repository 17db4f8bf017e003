/** Functions write no lines in a simulation: it is loaded before any of them. */
process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
process.env['POWERTOOLS_DEV'] = 'false';

export { fileOutbox, type OutboxDisk } from './file-outbox';

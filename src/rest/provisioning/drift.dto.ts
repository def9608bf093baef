import { ApiProperty } from '@nestjs/swagger';
import type { Drifted, DriftKind, DriftTotals, FieldDrift } from '../../provisioning/drift/comparison.js';
import { COMPARED_FIELDS, type ComparedField } from '../../provisioning/drift/drift-columns.js';
import type { DriftResult } from '../../provisioning/drift/drift-store.service.js';
import { SKIPPED_KEPT } from '../../provisioning/drift/provider-list.js';
import { DEMO_IDS } from '../../common/demo-ids.js';
import { Choice, Text, Time, Value } from '../../platform/http/fields.js';

class DriftTotalsResponse implements DriftTotals {
  @Value(120, 'Users of Declaree')
  here: number;

  @Value(119, 'People in the list')
  there: number;

  @Value(112, 'Users of Declaree who do not differ')
  same: number;

  @Value(3, 'Active in the list, but no user here')
  missingHere: number;

  @Value(4, 'Active here, but not in the list')
  missingThere: number;

  @Value(1, 'Deactivated in the list, but active here')
  deactivatedThere: number;

  @Value(0, 'With a state in the list that Declaree does not know: they may have left')
  unknownState: number;

  @Value(3, 'With other values in the list')
  differing: number;
}

class FieldDriftResponse implements FieldDrift {
  @Choice(COMPARED_FIELDS, 'department')
  field: ComparedField;

  @Text('Finance', 'The first 200 characters of the value in Declaree; null for none')
  here: string | null;

  @Text('Controlling', 'The first 200 characters of the value in the list; null for none')
  there: string | null;
}

class DriftedResponse {
  @Text(DEMO_IDS.mira, 'null for a person who is missing here')
  id: string | null;

  @Value('mira.vos@acme.example')
  userName: string;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    description:
      'Whether an identity provider has ever written the user over SCIM; null for a person who is missing here',
    example: true,
  })
  managed: boolean | null;

  @ApiProperty({ type: [FieldDriftResponse], description: 'The values that differ' })
  fields: readonly FieldDrift[];
}

const people = (description: string) =>
  ApiProperty({ type: [DriftedResponse], description: `${description}; 200 at most` });

export class DriftResponse {
  @Time('2026-03-02T09:14:07.251Z')
  comparedAt: string;

  @ApiProperty({
    enum: COMPARED_FIELDS,
    isArray: true,
    example: ['userName', 'active', 'department'],
    description: 'The fields that were compared: those that the list has a column for',
  })
  fields: readonly ComparedField[];

  @ApiProperty({ type: [String], example: ['mobilePhone'], description: 'Columns that were not compared' })
  ignoredColumns: readonly string[];

  @Value(0, 'Lines that repeat a person')
  duplicates: number;

  @Value(0, 'Rows without a user name, which are not compared')
  skipped: number;

  @ApiProperty({
    type: [Number],
    example: [],
    maxItems: SKIPPED_KEPT,
    description: `The first ${SKIPPED_KEPT} of them: the heading is row 1, and empty rows do not count`,
  })
  skippedRows: readonly number[];

  @ApiProperty()
  totals: DriftTotalsResponse;

  @people('Active in the list, but no user here')
  missingHere: DriftedResponse[];

  @people('Active here, but not in the list')
  missingThere: DriftedResponse[];

  @people('Deactivated in the list, but active here')
  deactivatedThere: DriftedResponse[];

  @people('With a state in the list that Declaree does not know, which is the value of `active` there')
  unknownState: DriftedResponse[];

  @people('With other values in the list')
  differing: DriftedResponse[];
}

export function driftResponse({ fields, ignored, totals, people: all, ...result }: DriftResult) {
  const { comparedAt, duplicates, skipped, skippedRows } = result;
  const ofKind = (kind: DriftKind) => all.filter((each) => each.kind === kind).map(driftedResponse);
  return {
    comparedAt,
    fields,
    ignoredColumns: ignored,
    duplicates,
    skipped,
    skippedRows,
    totals,
    missingHere: ofKind('missing-here'),
    missingThere: ofKind('missing-there'),
    deactivatedThere: ofKind('deactivated-there'),
    unknownState: ofKind('unknown-state'),
    differing: ofKind('differing'),
  } satisfies DriftResponse;
}

function driftedResponse({ userId, userName, managed, fields }: Drifted): DriftedResponse {
  return { id: userId, userName, managed, fields };
}

import { TextAreaField, TextField } from './fields.js';

type Rule = 'issuer' | 'subject' | 'audience' | 'jwksUrl' | 'jwks';

interface AssertionFieldsProps {
  /** Whether the client may leave out claims, or have a key set without a URL; Entra ID does neither. */
  hasSeveralWays: boolean;
  current?: Partial<Record<Rule, string | undefined>>;
}

/** What the assertions of a connection must look like, and the keys that sign them. */
export function AssertionFields({ hasSeveralWays, current = {} }: AssertionFieldsProps) {
  const claim = (name: Rule, label: string, otherwise: string) => (
    <TextField
      name={name}
      label={label}
      hint={hasSeveralWays ? `Blank for ${otherwise}.` : undefined}
      value={current[name]}
      required={!hasSeveralWays}
    />
  );
  return (
    <>
      {claim('issuer', 'Issuer (iss)', 'the client id')}
      <TextField
        name="jwksUrl"
        label="JWKS URL"
        hint={`An https address.${hasSeveralWays ? ' Blank if you paste the key set below.' : ''}`}
        value={current.jwksUrl}
        required={!hasSeveralWays}
      />
      {hasSeveralWays && (
        <TextAreaField
          name="jwks"
          label="Key set (JWKS)"
          hint={'If the client has no JWKS URL: its public keys, as JSON that begins with {"keys":'}
          value={current.jwks}
          rows={8}
        />
      )}
      {claim('subject', 'Subject (sub)', 'the client id')}
      {claim('audience', 'Audience (aud)', 'the token URL')}
    </>
  );
}

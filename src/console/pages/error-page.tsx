/** An error, with links to continue. Without a text it is an internal error. */
export function ErrorPage({ text, requestId }: { text: string | undefined; requestId: string }) {
  return (
    <>
      <p>{text ?? 'Try again in a moment. If it happens again, give Declaree support this id:'}</p>
      {text === undefined && (
        <p>
          <code>{requestId}</code>
        </p>
      )}
      <p>
        <a class="button" href="/">
          Back to the start page
        </a>
      </p>
    </>
  );
}

/** What went wrong, and two ways on. Without a text the fault is ours. */
export function ErrorPage({ text, requestId }: { text: string | undefined; requestId: string }) {
  return (
    <>
      <p>{text ?? 'Try again in a moment. If it happens again, give Declaree support this number:'}</p>
      {text === undefined && (
        <p>
          <code>{requestId}</code>
        </p>
      )}
      <p>
        <a class="button" href="/">
          To the start page
        </a>
      </p>
    </>
  );
}

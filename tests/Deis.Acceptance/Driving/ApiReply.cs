namespace Deis.Acceptance.Driving;

/// <summary>What the API answered.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The whole body.</param>
public sealed record ApiReply(int Status, string Body);

namespace Deis.Cli.Tests.Contract;

/// <summary>A request as the contract server received it.</summary>
/// <param name="Line">Verb, path and query.</param>
/// <param name="Body">The body, empty if there was none.</param>
/// <param name="Authorization">That header.</param>
/// <param name="UserAgent">That header.</param>
/// <param name="ContentType">That header.</param>
public sealed record Request(string Line, string Body, string? Authorization, string? UserAgent, string? ContentType);

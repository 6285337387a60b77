namespace Deis.Client.Tokens;

/// <summary>A token as somebody wants it; null for what the server shall choose.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scope"><c>read</c>, <c>deploy</c> or <c>admin</c>.</param>
/// <param name="Apps">The apps it is for.</param>
/// <param name="ExpiresIn">How long it is good, such as <c>30d</c>.</param>
public sealed record TokenCreateRequest(string Name, string? Scope, IReadOnlyList<string>? Apps, string? ExpiresIn);

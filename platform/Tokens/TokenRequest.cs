namespace Deis.Platform.Tokens;

/// <summary>A token as somebody wants it; null for what was not sent.</summary>
/// <param name="Name">What it is for.</param>
/// <param name="Scope">Name of a <see cref="TokenLevel"/>.</param>
/// <param name="Apps">The apps it is for.</param>
/// <param name="ExpiresIn">How long it is good: digits and <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</param>
public sealed record TokenRequest(string? Name, string? Scope, IReadOnlyList<string>? Apps, string? ExpiresIn);

using Deis.Functions.Reference;

namespace Deis.Functions.Tokens;

/// <summary>A token for a purpose.</summary>
/// <remarks>For the reference of the API; the function reads the fields one by one.</remarks>
/// <param name="Name">What it is for, at most 128 characters.</param>
/// <param name="Scope"><c>read</c>, <c>deploy</c> or <c>admin</c>, the default.</param>
/// <param name="Apps">The apps it is for; missing: everything.</param>
/// <param name="ExpiresIn">How long it is good: digits and <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>, at most <c>3650d</c>; missing: for ever.</param>
public sealed record NewTokenRequest(string Name, string? Scope, IReadOnlyList<string>? Apps, string? ExpiresIn) : IExample<NewTokenRequest>
{
    /// <inheritdoc/>
    public static NewTokenRequest Example => new("ci", "deploy", [Sample.App], "90d");
}

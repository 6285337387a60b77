using Deis.Functions.Reference;
using Deis.Platform.Tokens;

namespace Deis.Functions.Tokens;

/// <summary>A token on the wire, without its text (docs/protocol/controller.md §10).</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">What it is for; empty for those of a login.</param>
/// <param name="Scope"><c>read</c>, <c>deploy</c> or <c>admin</c>.</param>
/// <param name="Apps">The apps it is for; null for everything.</param>
/// <param name="Created">When it was issued.</param>
/// <param name="Expires">From when on it is no longer good; null for never.</param>
/// <param name="LastUsed">When it was last used, exact to the minute; null for never.</param>
/// <param name="Current">True for the one that the request shows.</param>
public sealed record TokenEntry(
    Guid Id, string Name, string Scope, IReadOnlyList<string>? Apps, DateTimeOffset Created, DateTimeOffset? Expires, DateTimeOffset? LastUsed, bool Current) : IExample<TokenEntry>
{
    /// <inheritdoc/>
    public static TokenEntry Example => new(
        Sample.Uuid, "ci", "deploy", [Sample.App], Sample.Moment, Sample.Moment.AddDays(90), Sample.Later, false);

    /// <summary>The wire form of a token.</summary>
    public static TokenEntry Of(ApiToken token, ApiToken current) => new(
        token.Id, token.Name, token.Scope, token.Apps, token.Created, token.Expires, token.LastUsed, token.Id == current.Id);
}

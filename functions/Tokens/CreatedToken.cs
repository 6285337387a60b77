using Deis.Functions.Reference;
using Deis.Platform.Tokens;

namespace Deis.Functions.Tokens;

/// <summary>A token that was just made, on the wire; the only answer that has its text.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scope"><c>read</c>, <c>deploy</c> or <c>admin</c>.</param>
/// <param name="Apps">The apps it is for; null for everything.</param>
/// <param name="Created">When it was issued.</param>
/// <param name="Expires">From when on it is no longer good; null for never.</param>
/// <param name="Token">Its text, 40 hex digits.</param>
public sealed record CreatedToken(Guid Id, string Name, string Scope, IReadOnlyList<string>? Apps, DateTimeOffset Created, DateTimeOffset? Expires, string Token) : IExample<CreatedToken>
{
    /// <inheritdoc/>
    public static CreatedToken Example => new(
        Sample.Uuid, "ci", "deploy", [Sample.App], Sample.Moment, Sample.Moment.AddDays(90), Sample.Token);

    /// <summary>The wire form of a fresh token.</summary>
    public static CreatedToken Of(NewToken made) => new(
        made.Token.Id, made.Token.Name, made.Token.Scope, made.Token.Apps, made.Token.Created, made.Token.Expires, made.Text);
}

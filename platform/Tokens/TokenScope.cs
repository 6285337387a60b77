using Deis.Platform.Results;

namespace Deis.Platform.Tokens;

/// <summary>What a token may be used for.</summary>
/// <param name="Level">At most this.</param>
/// <param name="Apps">Only for these apps, by name, and for nothing that is not about one app; null for everything.</param>
public sealed record TokenScope(TokenLevel Level, IReadOnlyList<string>? Apps)
{
    /// <summary>The scope of tokens that a login gives.</summary>
    public static TokenScope Full { get; } = new(TokenLevel.Admin, null);

    /// <summary>Why something is out of the scope, or null.</summary>
    /// <param name="needed">What it takes.</param>
    /// <param name="app">The app it is about; null for none.</param>
    /// <param name="forEveryApp">True for what tokens of single apps may be used for though it is about none.</param>
    public Error? Refusal(TokenLevel needed, string? app, bool forEveryApp)
    {
        if (Apps is not null && (app is null ? !forEveryApp : !Apps.Contains(app, StringComparer.Ordinal)))
        {
            return Error.Forbidden($"This token is for {string.Join(", ", Apps)} only.");
        }
        return Level < needed ? Error.Forbidden($"This token has the scope {Word(Level)}; this takes the scope {Word(needed)}.") : null;
    }

    /// <summary>The name of a level, on the wire and in the database.</summary>
    public static string Word(TokenLevel level) => level switch
    {
        TokenLevel.Read => "read",
        TokenLevel.Deploy => "deploy",
        _ => "admin",
    };

    /// <summary>The level of that name; null for none.</summary>
    public static TokenLevel? LevelOf(string word) => word switch
    {
        "read" => TokenLevel.Read,
        "deploy" => TokenLevel.Deploy,
        "admin" => TokenLevel.Admin,
        _ => null,
    };
}

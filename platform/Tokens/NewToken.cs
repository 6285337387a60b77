namespace Deis.Platform.Tokens;

/// <summary>A token that was just made.</summary>
/// <param name="Token">Its row.</param>
/// <param name="Text">Its text, 40 hex digits, which nobody can show again.</param>
public sealed record NewToken(ApiToken Token, string Text);

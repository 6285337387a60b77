namespace Deis.SshGateway.Sessions;

/// <summary>A push that is going on.</summary>
/// <param name="Id">32 hex digits, chosen by the helper.</param>
/// <param name="User">Who pushes.</param>
/// <param name="App">The app.</param>
/// <param name="StartedAt">Since when.</param>
internal sealed record PushSession(string Id, string User, string App, DateTimeOffset StartedAt);

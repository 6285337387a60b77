namespace Deis.Cli.Auth;

/// <summary>Who is logged in where, for scripts.</summary>
internal sealed record LoginReport(string Username, string Controller);

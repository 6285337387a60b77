namespace Deis.Client.Tls;

/// <summary>Whether an app is reached by HTTPS only.</summary>
/// <param name="HttpsEnforced">Null until somebody said so or not.</param>
public sealed record AppTls(bool? HttpsEnforced);

namespace Deis.Client.Services;

/// <summary>A process type that gets some of an app's requests.</summary>
/// <param name="ProcfileType">The process type.</param>
/// <param name="PathPattern">Which: beginnings of paths or regular expressions, with commas between.</param>
public sealed record Service(string ProcfileType, string PathPattern);

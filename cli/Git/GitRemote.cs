namespace Deis.Cli.Git;

/// <summary>A remote of the repository in the current folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PushUrl">Where it pushes to.</param>
internal sealed record GitRemote(string Name, string PushUrl);

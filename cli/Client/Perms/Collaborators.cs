namespace Deis.Client.Perms;

/// <summary>With whom an app is shared.</summary>
/// <param name="Users">Names of accounts.</param>
public sealed record Collaborators(IReadOnlyList<string> Users);

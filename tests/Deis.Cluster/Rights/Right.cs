namespace Deis.Cluster.Rights;

/// <summary>What an account may do, or has asked for.</summary>
/// <param name="Group">API group; empty for the core.</param>
/// <param name="Resource">Kind, with its sub-resource after a slash.</param>
/// <param name="Verb">Verb of the API.</param>
internal sealed record Right(string Group, string Resource, string Verb);

namespace Deis.Client.Config;

/// <summary>Changed entries only; null removes one.</summary>
internal sealed record ConfigChange(IReadOnlyDictionary<string, string?> Values);

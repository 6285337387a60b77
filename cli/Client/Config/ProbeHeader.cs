namespace Deis.Client.Config;

/// <summary>A header of a question by HTTP.</summary>
public sealed record ProbeHeader(string Name, string Value);

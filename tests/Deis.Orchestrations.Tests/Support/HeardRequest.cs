namespace Deis.Orchestrations.Tests.Support;

/// <summary>A request as it came over the wire.</summary>
public sealed record HeardRequest(string Method, string Host, string Target, string? Authorization, string Body);

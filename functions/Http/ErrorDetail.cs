namespace Deis.Functions.Http;

/// <summary>Body of most failures.</summary>
/// <param name="Detail">What is wrong.</param>
public sealed record ErrorDetail(string Detail);

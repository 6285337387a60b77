namespace Deis.SshGateway.Helper.Pushes;

/// <summary>An error body of the platform.</summary>
/// <param name="Detail">What is wrong, for the user.</param>
internal sealed record Problem(string? Detail);

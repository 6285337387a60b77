namespace Deis.Platform.Users;

/// <summary>What somebody registers with; null for what was not sent.</summary>
public sealed record Registration(string? Username, string? Password, string? Email, string? FirstName, string? LastName);

using System.Text.Json.Serialization;

namespace Deis.Client.Auth;

/// <param name="Username">Whose; left out for one's own.</param>
/// <param name="Password">The present one; left out by administrators.</param>
/// <param name="NewPassword">The one that takes its place.</param>
internal sealed record PasswordRequest(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Username,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Password,
    string NewPassword);

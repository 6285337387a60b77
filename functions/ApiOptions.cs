using System.ComponentModel.DataAnnotations;

namespace Deis.Functions;

/// <summary>Settings of the API; section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>Shared secret of the builder hooks; <c>DEIS_BUILDER_KEY</c> too.</summary>
    [Required(ErrorMessage = "Api:BuilderKey is missing: give the secret that the SSH gateway shows to the API, or DEIS_BUILDER_KEY.")]
    [MinLength(16, ErrorMessage = "Api:BuilderKey is shorter than 16 characters.")]
    public string BuilderKey { get; set; } = "";

    /// <summary>Base of the git URLs, for example <c>ssh://git@localhost:2222</c>; sent as header <c>DEIS_BUILDER_URL</c> when set. <c>DEIS_BUILDER_URL</c> too.</summary>
    public string? BuilderUrl { get; set; }
}

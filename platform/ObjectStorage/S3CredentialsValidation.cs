using Microsoft.Extensions.Options;

namespace Deis.Platform.ObjectStorage;

/// <summary>Checks what the attributes of the settings cannot: whether the credentials are there.</summary>
internal sealed class S3CredentialsValidation : IValidateOptions<S3ObjectStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, S3ObjectStoreOptions options) =>
        S3Clients.ProblemWith(options) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}

using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Deis.Platform.ObjectStorage;

/// <summary>Makes the clients of the AWS SDK from our settings.</summary>
internal static class S3Clients
{
    private static readonly string[] Files = ["accesskey", "secretkey"];

    /// <summary>A client for an endpoint; does not connect.</summary>
    public static AmazonS3Client Create(S3ObjectStoreOptions options, Uri? endpoint)
    {
        AmazonS3Config config = new()
        {
            ForcePathStyle = options.PathStyle ?? options.Endpoint is not null,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = options.Retries,
            // The SDK's newer checksums are unknown to many servers that speak S3.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }
        else
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = options.Region;
        }

        return CredentialsOf(options) is { } credentials ? new AmazonS3Client(credentials, config) : new AmazonS3Client(config);
    }

    /// <summary>Says what is wrong with the credentials; null when nothing is.</summary>
    public static string? ProblemWith(S3ObjectStoreOptions options)
    {
        if (options.AccessKey.Length > 0 != options.SecretKey.Length > 0)
            return "ObjectStorage:S3:AccessKey and SecretKey belong together: set both or none.";
        if (options.AccessKey.Length > 0 || options.CredentialsFolder is not { Length: > 0 } folder)
            return null;
        return Files.Select(name => Path.Combine(folder, name)).FirstOrDefault(file => !File.Exists(file)) is { } missing
            ? $"ObjectStorage:S3:CredentialsFolder: there is no file {missing}."
            : null;
    }

    private static BasicAWSCredentials? CredentialsOf(S3ObjectStoreOptions options)
    {
        if (options.AccessKey.Length > 0)
            return new BasicAWSCredentials(options.AccessKey, options.SecretKey);
        return options.CredentialsFolder is { Length: > 0 } folder ? new BasicAWSCredentials(Read(folder, "accesskey"), Read(folder, "secretkey")) : null;
    }

    // Whoever writes such a file by hand ends it with a line end.
    private static string Read(string folder, string name) => File.ReadAllText(Path.Combine(folder, name)).Trim();
}

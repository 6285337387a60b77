using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace Deis.Platform.ObjectStorage;

/// <summary>
/// Understands how the original is told of its object store: <c>BUILDER_STORAGE</c>, the address of its MinIO, and a folder with one file for
/// each parameter (docs/operations.md, "Object storage"). Our own settings come first.
/// </summary>
public static class OriginalStorageSettings
{
    /// <summary>Where the original mounts the parameters.</summary>
    public const string DefaultFolder = "/var/run/secrets/deis/objectstore/creds";

    /// <summary>Adds the settings of section <c>ObjectStorage</c> that <paramref name="environment"/> implies; none without <c>BUILDER_STORAGE</c>.</summary>
    /// <param name="configuration">Where to add them, below what is there.</param>
    /// <param name="environment">Has the original's variables.</param>
    /// <param name="folder">The folder with the parameters.</param>
    /// <exception cref="InvalidOperationException">The kind of storage is not supported.</exception>
    public static IConfigurationBuilder AddOriginalStorage(
        this IConfigurationBuilder configuration, IConfiguration environment, string folder = DefaultFolder)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(environment);
        if (environment["BUILDER_STORAGE"] is not { Length: > 0 } kind)
            return configuration;
        configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = Settings(kind, environment, folder) });
        return configuration;
    }

    private static Dictionary<string, string?> Settings(string kind, IConfiguration environment, string folder) => kind switch
    {
        "minio" => new()
        {
            ["ObjectStorage:Kind"] = "S3",
            ["ObjectStorage:S3:Endpoint"] = $"http://{environment["DEIS_MINIO_SERVICE_HOST"]}:{environment["DEIS_MINIO_SERVICE_PORT"]}",
            ["ObjectStorage:S3:Bucket"] = "git",
            ["ObjectStorage:S3:CredentialsFolder"] = folder,
        },
        "s3" => new()
        {
            ["ObjectStorage:Kind"] = "S3",
            ["ObjectStorage:S3:Region"] = Parameter(folder, "region") ?? "us-east-1",
            ["ObjectStorage:S3:Bucket"] = Parameter(folder, "builder-bucket"),
            // Empty keys mean the role of the machine.
            ["ObjectStorage:S3:CredentialsFolder"] = Parameter(folder, "accesskey") is null ? null : folder,
        },
        "azure" => new()
        {
            ["ObjectStorage:Kind"] = "Azure",
            ["ObjectStorage:Azure:Endpoint"] = $"https://{Parameter(folder, "accountname")}.blob.core.windows.net",
            ["ObjectStorage:Azure:AccountName"] = Parameter(folder, "accountname"),
            ["ObjectStorage:Azure:AccountKey"] = Parameter(folder, "accountkey"),
            ["ObjectStorage:Azure:Container"] = Parameter(folder, "builder-container"),
        },
        _ => Unsupported(kind),
    };

    [DoesNotReturn]
    private static Dictionary<string, string?> Unsupported(string kind) => throw new InvalidOperationException(
        $"BUILDER_STORAGE is '{kind}'; minio, s3 and azure are supported. Google Cloud Storage and Swift are used through their S3 interfaces: "
        + "leave BUILDER_STORAGE out and set ObjectStorage__Kind=S3 and ObjectStorage__S3__Endpoint.");

    private static string? Parameter(string folder, string name) =>
        Path.Combine(folder, name) is var file && File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } value ? value : null;
}

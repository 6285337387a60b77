using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Deis.Platform.ObjectStorage;

/// <summary>Puts the configured object store into a service collection.</summary>
public static class ObjectStorageRegistration
{
    /// <summary>Adds <see cref="IObjectStore"/>: <c>Kind</c> of <paramref name="section"/> chooses it (see <see cref="ObjectStoreKind"/>, default
    /// <c>Directory</c>); the settings of the chosen store are validated at start. With the directory store there is also an
    /// <see cref="ObjectUrlSigner"/> for the API's object endpoint.</summary>
    public static IServiceCollection AddObjectStorage(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        services.TryAddSingleton(TimeProvider.System);
        return section.GetValue("Kind", ObjectStoreKind.Directory) switch
        {
            ObjectStoreKind.Azure => services.AddAzure(section.GetSection("Azure")),
            ObjectStoreKind.S3 => services.AddS3(section.GetSection("S3")),
            _ => services.AddDirectory(section.GetSection("Directory")),
        };
    }

    private static IServiceCollection AddDirectory(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<DirectoryObjectStoreOptions>().Bind(section).ValidateDataAnnotations()
            .Validate(o => Path.IsPathRooted(o.Root), "ObjectStorage:Directory:Root must be an absolute path.")
            .Validate(o => IsWeb(o.PublicBaseUrl), "ObjectStorage:Directory:PublicBaseUrl must be an absolute http or https URL.")
            .ValidateOnStart();
        services.TryAddSingleton<ObjectUrlSigner>();
        services.TryAddSingleton<IObjectStore, DirectoryObjectStore>();
        return services;
    }

    private static IServiceCollection AddAzure(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<AzureBlobObjectStoreOptions>().Bind(section).ValidateDataAnnotations()
            .Validate(o => IsWeb(o.Endpoint), "ObjectStorage:Azure:Endpoint must be an absolute http or https URL.")
            .ValidateOnStart();
        services.TryAddSingleton<AzureBlobObjectStore>();
        services.TryAddSingleton<IObjectStore>(provider => provider.GetRequiredService<AzureBlobObjectStore>());
        services.AddHostedService(provider => new ObjectStoreStartup(provider.GetRequiredService<AzureBlobObjectStore>().EnsureContainerAsync));
        return services;
    }

    private static IServiceCollection AddS3(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<S3ObjectStoreOptions>().Bind(section).ValidateDataAnnotations()
            .Validate(o => o.Endpoint is null || IsWeb(o.Endpoint), "ObjectStorage:S3:Endpoint must be an absolute http or https URL.")
            .Validate(o => o.PublicEndpoint is null || IsWeb(o.PublicEndpoint), "ObjectStorage:S3:PublicEndpoint must be an absolute http or https URL.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<S3ObjectStoreOptions>, S3CredentialsValidation>();
        services.TryAddSingleton<S3ObjectStore>();
        services.TryAddSingleton<IObjectStore>(provider => provider.GetRequiredService<S3ObjectStore>());
        services.AddHostedService(provider => new ObjectStoreStartup(provider.GetRequiredService<S3ObjectStore>().EnsureBucketAsync));
        return services;
    }

    private static bool IsWeb(Uri? url) => url is { IsAbsoluteUri: true, Scheme: "http" or "https" };
}

using Deis.Platform.ObjectStorage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Tests.ObjectStorage;

public sealed class ObjectStorageRegistrationTests
{
    private static readonly Dictionary<string, string?> _directory = new()
    {
        ["ObjectStorage:Directory:Root"] = Path.Combine(Path.GetTempPath(), "deis-registration-test"),
        ["ObjectStorage:Directory:PublicBaseUrl"] = "http://127.0.0.1:8080",
        ["ObjectStorage:Directory:SigningSecret"] = new string('s', 32),
    };

    [Fact]
    public void AddObjectStorage_AzureSettings_GivesTheAzureStore()
    {
        using ServiceProvider services = Build(new()
        {
            ["ObjectStorage:Kind"] = "Azure",
            ["ObjectStorage:Azure:Endpoint"] = "https://x.blob.core.windows.net",
            ["ObjectStorage:Azure:AccountName"] = "x",
            ["ObjectStorage:Azure:AccountKey"] = "AAAA",
        });

        services.GetRequiredService<IObjectStore>().ShouldBeOfType<AzureBlobObjectStore>();
    }

    [Theory]
    [InlineData("Root", null, "folder that holds the objects")]
    [InlineData("Root", "relative/path", "absolute path")]
    [InlineData("PublicBaseUrl", "ftp://x", "http or https")]
    [InlineData("SigningSecret", "short", "32 characters")]
    public void AddObjectStorage_InvalidDirectorySetting_SaysWhatIsWrong(string name, string? value, string expected)
    {
        using ServiceProvider services = Build(new(_directory) { [$"ObjectStorage:Directory:{name}"] = value });

        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IObjectStore>()).Message.ShouldContain(expected);
    }

    [Fact]
    public void AddObjectStorage_S3Settings_GivesTheS3Store()
    {
        using ServiceProvider services = Build(new() { ["ObjectStorage:Kind"] = "S3", ["ObjectStorage:S3:Bucket"] = "deis", ["ObjectStorage:S3:Region"] = "eu-central-1" });

        services.GetRequiredService<IObjectStore>().ShouldBeOfType<S3ObjectStore>();
    }

    [Theory]
    [InlineData("Bucket", null, "Bucket is missing")]
    [InlineData("Bucket", "Upper_Case", "lower-case")]
    [InlineData("Endpoint", "ftp://x", "http or https")]
    [InlineData("PublicEndpoint", "ftp://x", "http or https")]
    [InlineData("AccessKey", "only", "belong together")]
    [InlineData("CredentialsFolder", "/nowhere", "/nowhere/accesskey")]
    [InlineData("PartMegabytes", "1", "between 5 and 1024")]
    public void AddObjectStorage_InvalidS3Setting_SaysWhatIsWrong(string name, string? value, string expected)
    {
        Dictionary<string, string?> settings = new() { ["ObjectStorage:Kind"] = "S3", ["ObjectStorage:S3:Bucket"] = "deis" };
        settings[$"ObjectStorage:S3:{name}"] = value;
        using ServiceProvider services = Build(settings);

        Should.Throw<OptionsValidationException>(() => services.GetRequiredService<IObjectStore>()).Message.ShouldContain(expected);
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddObjectStorage(configuration.GetSection("ObjectStorage")).BuildServiceProvider();
    }
}

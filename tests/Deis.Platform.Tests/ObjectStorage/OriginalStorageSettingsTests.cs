using Deis.Platform.ObjectStorage;
using Microsoft.Extensions.Configuration;

namespace Deis.Platform.Tests.ObjectStorage;

public sealed class OriginalStorageSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deis-creds-").FullName;

    [Fact]
    public void AddOriginalStorage_Minio_IsAnS3ServerWithTheBucketGit()
    {
        ConfigurationManager settings = Read(new() { ["BUILDER_STORAGE"] = "minio", ["DEIS_MINIO_SERVICE_HOST"] = "10.0.0.7", ["DEIS_MINIO_SERVICE_PORT"] = "9000" });

        settings["ObjectStorage:Kind"].ShouldBe("S3");
        settings["ObjectStorage:S3:Endpoint"].ShouldBe("http://10.0.0.7:9000");
        settings["ObjectStorage:S3:Bucket"].ShouldBe("git");
        settings["ObjectStorage:S3:CredentialsFolder"].ShouldBe(_folder);
    }

    [Fact]
    public void AddOriginalStorage_S3_ReadsTheParametersFromFiles()
    {
        Write("region", "eu-west-1\n");
        Write("builder-bucket", "my-builds");
        Write("accesskey", "AKIA");

        ConfigurationManager settings = Read(new() { ["BUILDER_STORAGE"] = "s3" });

        settings["ObjectStorage:S3:Region"].ShouldBe("eu-west-1");
        settings["ObjectStorage:S3:Bucket"].ShouldBe("my-builds");
        settings["ObjectStorage:S3:CredentialsFolder"].ShouldBe(_folder);
    }

    [Fact]
    public void AddOriginalStorage_S3WithEmptyKeys_LeavesThemToTheRoleOfTheMachine()
    {
        Write("builder-bucket", "my-builds");
        Write("accesskey", "");

        Read(new() { ["BUILDER_STORAGE"] = "s3" })["ObjectStorage:S3:CredentialsFolder"].ShouldBeNull();
    }

    [Fact]
    public void AddOriginalStorage_Azure_ReadsTheParametersFromFiles()
    {
        Write("accountname", "acct");
        Write("accountkey", "AAAA");
        Write("builder-container", "builds");

        ConfigurationManager settings = Read(new() { ["BUILDER_STORAGE"] = "azure" });

        settings["ObjectStorage:Kind"].ShouldBe("Azure");
        settings["ObjectStorage:Azure:Endpoint"].ShouldBe("https://acct.blob.core.windows.net");
        settings["ObjectStorage:Azure:AccountName"].ShouldBe("acct");
        settings["ObjectStorage:Azure:AccountKey"].ShouldBe("AAAA");
        settings["ObjectStorage:Azure:Container"].ShouldBe("builds");
    }

    [Fact]
    public void AddOriginalStorage_OwnSettings_ComeFirst()
    {
        ConfigurationManager settings = Read(new() { ["BUILDER_STORAGE"] = "s3", ["ObjectStorage:S3:Bucket"] = "ours" });

        settings["ObjectStorage:S3:Bucket"].ShouldBe("ours");
    }

    [Theory]
    [InlineData("gcs")]
    [InlineData("swift")]
    public void AddOriginalStorage_OtherKinds_SayWhatToDo(string kind) =>
        Should.Throw<InvalidOperationException>(() => Read(new() { ["BUILDER_STORAGE"] = kind })).Message.ShouldContain("ObjectStorage__S3__Endpoint");

    [Fact]
    public void AddOriginalStorage_NoKind_AddsNothing() => Read([])["ObjectStorage:Kind"].ShouldBeNull();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string value) => File.WriteAllText(Path.Combine(_folder, name), value);

    private ConfigurationManager Read(Dictionary<string, string?> environment)
    {
        ConfigurationManager configuration = new();
        configuration.AddInMemoryCollection(environment);
        ((IConfigurationBuilder)configuration).AddOriginalStorage(configuration, _folder);
        return configuration;
    }
}

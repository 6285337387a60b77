using Deis.Platform.ObjectStorage;
using Deis.TestSupport;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Tests.ObjectStorage;

public sealed class AzureBlobObjectStoreTests(AzuriteFixture azurite) : ObjectStoreContract, IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private readonly AzureBlobObjectStore _store = Open(azurite.Server, AzuriteServer.AccountKey);

    protected override IObjectStore Store => _store;

    public Task InitializeAsync() => _store.EnsureContainerAsync(Cancelled);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task EnsureContainer_Twice_IsNoError() => await _store.EnsureContainerAsync(Cancelled);

    [Fact]
    public async Task EnsureContainer_WrongAccountKey_SaysWhatToCheck()
    {
        AzureBlobObjectStore store = Open(azurite.Server, Convert.ToBase64String(new byte[64]));

        InvalidOperationException failure = await Should.ThrowAsync<InvalidOperationException>(() => store.EnsureContainerAsync(Cancelled));

        failure.Message.ShouldContain("AccountKey");
    }

    private static AzureBlobObjectStore Open(AzuriteServer server, string accountKey) => new(
        Options.Create(new AzureBlobObjectStoreOptions
        {
            Endpoint = server.BlobEndpoint,
            AccountName = AzuriteServer.AccountName,
            AccountKey = accountKey,
            Container = $"test-{Guid.NewGuid():N}",
        }),
        TimeProvider.System);
}

using System.Security.Cryptography;
using System.Text;
using Deis.Platform.Secrets;

namespace Deis.Platform.Tests.Secrets;

public sealed class AesGcmSecretProtectorTests : IDisposable
{
    private const string Purpose = "config/1/values";
    private static readonly string FirstKey = new('1', 64);
    private static readonly string SecondKey = new('2', 64);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deis-keys-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    public void Protected_Text_OpensAgain(string text)
    {
        var protector = Protector($"1:{FirstKey}");

        Open(protector, Seal(protector, text)).ShouldBe(text);
    }

    [Fact]
    public void Protected_SameText_IsAnotherEachTime()
    {
        var protector = Protector($"1:{FirstKey}");

        Seal(protector, "x").ShouldNotBe(Seal(protector, "x"));
    }

    [Fact]
    public void Protected_Text_OpensForItsPurposeOnly()
    {
        var protector = Protector($"1:{FirstKey}");
        var sealedText = Seal(protector, "secret");

        Should.Throw<CryptographicException>(() => protector.Unprotect(sealedText, "config/2/values"));
    }

    [Fact]
    public void Protected_Text_WithAnyByteChanged_DoesNotOpen()
    {
        var protector = Protector($"1:{FirstKey}");
        var sealedText = Seal(protector, "secret");
        for (var i = 0; i < sealedText.Length; i++)
        {
            var changed = sealedText.ToArray();
            changed[i] ^= 1;
            Should.Throw<CryptographicException>(() => protector.Unprotect(changed, Purpose), $"byte {i}");
        }
        Should.Throw<CryptographicException>(() => protector.Unprotect(sealedText.AsSpan(0, 10), Purpose));
    }

    [Fact]
    public void Keys_Rotated_OpenWhatTheOldOneSealed()
    {
        var old = Seal(Protector($"1:{FirstKey}"), "old");
        var rotated = Protector($"# since November", "", $"1:{FirstKey}", $"2:{SecondKey}");

        Open(rotated, old).ShouldBe("old");
        Seal(rotated, "new")[1].ShouldBe((byte)2);
        Should.Throw<CryptographicException>(() => Open(Protector($"2:{SecondKey}"), old)).Message.ShouldContain("no key with id 1");
    }

    [Theory]
    [InlineData("", "holds no key")]
    [InlineData("1:abc", "line 1")]
    [InlineData("256:1111111111111111111111111111111111111111111111111111111111111111", "line 1")]
    [InlineData("1:111111111111111111111111111111111111111111111111111111111111111g", "line 1")]
    public void KeyFile_ThatIsNone_IsRefused(string content, string message) =>
        Should.Throw<InvalidDataException>(() => Protector(content)).Message.ShouldContain(message);

    [Fact]
    public void KeyFile_ThatIsMissing_IsMadeForItsOwnerAloneWhenAsked()
    {
        var path = Path.Combine(_folder.FullName, "new", "keys");

        Should.Throw<IOException>(() => SecretKeyRing.Load(path, create: false));
        var made = new AesGcmSecretProtector(SecretKeyRing.Load(path, create: true));
        var loaded = new AesGcmSecretProtector(SecretKeyRing.Load(path, create: true));

        Open(loaded, Seal(made, "secret")).ShouldBe("secret");
        new FileInfo(path).UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    [Fact]
    public async Task KeyFile_MadeByManyAtOnce_IsOne()
    {
        var path = Path.Combine(_folder.FullName, "keys");

        var rings = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SecretKeyRing.Load(path, create: true))));

        var sealedText = Seal(new AesGcmSecretProtector(rings[0]), "secret");
        rings.ShouldAllBe(ring => Open(new AesGcmSecretProtector(ring), sealedText) == "secret");
    }

    private static byte[] Seal(AesGcmSecretProtector protector, string text) => protector.Protect(Encoding.UTF8.GetBytes(text), Purpose);

    private static string Open(AesGcmSecretProtector protector, byte[] sealedText) => Encoding.UTF8.GetString(protector.Unprotect(sealedText, Purpose));

    private AesGcmSecretProtector Protector(params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"));
        File.WriteAllLines(path, lines);
        return new AesGcmSecretProtector(SecretKeyRing.Load(path, create: false));
    }
}

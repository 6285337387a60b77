namespace Deis.Functions.Reference;

/// <summary>What the examples of the reference speak of, so that they all speak of the same.</summary>
internal static class Sample
{
    public const string App = "shop";

    public const string User = "alice";

    public const string Friend = "bob";

    public const string Host = "www.example.com";

    public const string Sha = "8b7d2c1f0e9a4d3b6c5f7e8d9a0b1c2d3e4f5a6b";

    public const string Image = "home/shop:git-8b7d2c1f/push/slug.tgz";

    public const string Token = "0123456789abcdef0123456789abcdef01234567";

    public const string PublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIO3kR0mVJbq2p3mZc1u6h8o4f5d7s9a1g2j3k4l5m6n7 alice@laptop";

    public const string Fingerprint = "3c:4a:0e:93:8f:6b:d2:55:1e:7c:90:ab:44:f1:6d:28";

    public static Guid Uuid { get; } = Guid.ParseExact("b1f0c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d", "D");

    public static Guid OtherUuid { get; } = Guid.ParseExact("0d9c8b7a-6f5e-4d3c-9b2a-1f0e9d8c7b6a", "D");

    public static DateTimeOffset Moment { get; } = new(2026, 11, 28, 8, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Later { get; } = Moment.AddMinutes(1);
}

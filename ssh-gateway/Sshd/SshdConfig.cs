using System.Runtime.InteropServices;
using Deis.SshGateway.Wire;

namespace Deis.SshGateway.Sshd;

/// <summary>sshd's configuration: public keys only, one user, one forced command, nothing else (docs/adr/0004-sshd-in-front.md).</summary>
internal static class SshdConfig
{
    /// <summary>The configuration as text.</summary>
    public static string Render(SshGatewayOptions options, GatewayPaths paths, string helper, IReadOnlyList<string> hostKeys) =>
        $"""
        # Written by the SSH gateway at every start.
        Port {options.SshPort}
        ListenAddress {options.ListenAddress}
        {string.Join('\n', hostKeys.Select(key => $"HostKey {key}"))}
        PidFile none
        LogLevel INFO
        UseDNS no
        UsePAM no
        VersionAddendum none
        PrintMotd no
        PrintLastLog no

        # Strong algorithms that every client of the last years has.
        KexAlgorithms sntrup761x25519-sha512@openssh.com,curve25519-sha256,curve25519-sha256@libssh.org,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512
        HostKeyAlgorithms ssh-ed25519,rsa-sha2-512,rsa-sha2-256
        Ciphers chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr
        MACs hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,umac-128-etm@openssh.com
        PubkeyAcceptedAlgorithms ssh-ed25519,sk-ssh-ed25519@openssh.com,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,sk-ecdsa-sha2-nistp256@openssh.com,rsa-sha2-512,rsa-sha2-256
        RequiredRSASize 2048
        Compression no

        # Who may come in: user {GitAccount.Name}, with a key that the platform knows.
        AllowUsers {GitAccount.Name}
        AuthenticationMethods publickey
        PubkeyAuthentication yes
        PasswordAuthentication no
        KbdInteractiveAuthentication no
        HostbasedAuthentication no
        PermitEmptyPasswords no
        PermitRootLogin no
        StrictModes yes
        AuthorizedKeysFile none
        AuthorizedKeysCommand /usr/bin/env DOTNET_ROOT={DotnetRoot} {helper} key {paths.Socket} %t %k
        AuthorizedKeysCommandUser {GitAccount.Name}

        # What may be done: the forced command of the key, which is the helper.
        PermitTTY no
        PermitUserRC no
        PermitUserEnvironment no
        DisableForwarding yes
        AllowAgentForwarding no
        AllowTcpForwarding no
        AllowStreamLocalForwarding no
        X11Forwarding no
        PermitTunnel no
        GatewayPorts no
        AcceptEnv GIT_PROTOCOL
        SetEnv {string.Join(' ', Environment(options, paths).Select(variable => $"{variable.Name}={variable.Value}"))}

        # How long and how often.
        LoginGraceTime 30
        MaxAuthTries 10
        MaxSessions 4
        MaxStartups 100:30:200
        ClientAliveInterval 30
        ClientAliveCountMax 4
        TCPKeepAlive yes

        """;

    private static IEnumerable<(string Name, string Value)> Environment(SshGatewayOptions options, GatewayPaths paths) =>
    [
        (HelperVariables.Socket, paths.Socket),
        (HelperVariables.Repositories, paths.Repositories),
        (HelperVariables.MaxPushBytes, options.MaxPushBytes.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("LANG", "C.UTF-8"),
        // These two are for a helper that is not compiled to machine code. The runtime's diagnostics socket costs start-up time and would stand in /tmp.
        ("DOTNET_ROOT", DotnetRoot),
        ("DOTNET_EnableDiagnostics", "0"),
    ];

    /// <summary>Where .NET is installed: the runtime's folder is shared/Microsoft.NETCore.App/VERSION below it.</summary>
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")).TrimEnd('/');
}
